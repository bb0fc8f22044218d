"""Looking back together 集体复盘: cards, groups, votes and talk, live on every screen."""
