/**
 * A driver for cash drawers on the network, as an example. May import Tillwright's {@code spi} and
 * {@code transport} and nothing else. Start with {@link com.example.drawer.NetDrawer}.
 */
@NullMarked
package com.example.drawer;

import org.jspecify.annotations.NullMarked;
