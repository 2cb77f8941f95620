package dev.tillwright.core.watch.shop;

import dev.tillwright.core.watch.Detector;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is true of the shop.
 *
 * @param fault which fault it comes from
 * @param detector who should name it
 * @param terminal where
 * @param near what the finding's subject must hold
 * @param must whether it has to be found; otherwise finding it is right, too
 * @param after only what happened from then on; {@code null} for any time
 */
public record Label(
    String fault,
    Detector detector,
    String terminal,
    String near,
    boolean must,
    @Nullable Instant after) {}
