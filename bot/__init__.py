# SPDX-License-Identifier: EUPL-1.2
"""The body: listens on the channels, remembers in one database, speaks."""
