# SPDX-License-Identifier: EUPL-1.2
"""The commands of `python -m bot`, a module for each group; each imports only what it needs."""
