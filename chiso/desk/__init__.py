"""Văn phòng's desk, headless: what an import would change, what was handed in, what people enter and conclude."""
