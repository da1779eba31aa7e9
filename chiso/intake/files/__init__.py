"""What `chiso.intake.files.reading` is made of: the gate (parent), the capped child process, one reader per family."""
