"""A blank form as a Word document with content controls, and what somebody wrote in one."""
