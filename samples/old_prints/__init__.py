"""Old prints that never were: own text in the spellings and faces of its time, printed and worn."""
