# SPDX-License-Identifier: EUPL-1.2
"""The conversations: what is asked, in which order, and what an answer leads to."""
