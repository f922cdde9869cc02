"""The last gate: nothing leaves that tells its reader what they may not see."""
