"""Where people see it: the site's pages, forms, pictures and the requests it leaves for flows."""
