"""Every release is heard: spoken by the real server, written down by a recogniser, judged."""
