"""The steps of a page's way: context in, result out, files in the work folder."""
