"""The map of goals 目标地图: who serves which goal across departments, opened level by level."""
