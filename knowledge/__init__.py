# SPDX-License-Identifier: EUPL-1.2
"""What the assistant knows: entries, labs, events, municipalities, and how a question finds them."""
