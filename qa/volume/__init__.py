"""What shows only between the pages of an object: values in their order in, findings out."""
