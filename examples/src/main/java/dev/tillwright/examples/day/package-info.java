/**
 * {@code shop-day}: a supervisor that owns the outside world (host simulator, virtual printer), and
 * a worker JVM with the till that it kills once, halfway. Imports the SDK and {@code shop}. Start
 * with {@link dev.tillwright.examples.day.ShopDay}, then {@code Replay}.
 */
@NullMarked
package dev.tillwright.examples.day;

import org.jspecify.annotations.NullMarked;
