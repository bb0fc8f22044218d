"""“You said, we did” 开放看板: what the handling departments publish about feedback that was closed."""
