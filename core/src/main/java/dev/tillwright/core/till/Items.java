package dev.tillwright.core.till;

import dev.tillwright.core.basket.Item;
import java.util.Optional;

/** Where a till finds what it sells. Any number of threads at once; answers in milliseconds. */
@FunctionalInterface
public interface Items {

  /** The item of a stock code or bar code. */
  Optional<Item> find(String code);

  /** Nothing is found by code; items are given whole. */
  static Items none() {
    return code -> Optional.empty();
  }
}
