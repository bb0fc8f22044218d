"""Effect checks 成效核验: whether a change that was made worked, said by somebody who did not make it."""
