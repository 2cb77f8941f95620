package dev.tillwright.device.inventory;

/**
 * Where approvals and swaps are written down before they take effect; a till's journal, by {@link
 * dev.tillwright.device.till.InventoryEntries}.
 */
@FunctionalInterface
public interface InventoryLog {

  /**
   * Writes a fact. When this throws, what it tells of does not happen.
   *
   * @param kind {@code device.approved}, {@code device.retired} or {@code device.refused}
   * @param payload a JSON object, without card data
   */
  void record(String kind, String payload);
}
