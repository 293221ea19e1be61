# SPDX-License-Identifier: EUPL-1.2
"""The channels: thin. They translate, fetch and send; they decide nothing."""
