/** The launcher and its sub-commands. Start with {@code Main}. */
@NullMarked
package dev.tillwright.examples;

import org.jspecify.annotations.NullMarked;
