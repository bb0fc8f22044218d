"""Surveys and pulses 调查: what is asked of whom, how it is answered, and what of the answers may be told."""
