package dev.tillwright.core.central;

import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonIn;
import dev.tillwright.core.json.JsonOut;
import java.util.Objects;

/**
 * That a machine took a dead one's place; the first entry of the new machine's epoch.
 *
 * @param epoch of the new machine, far above those of the dead one
 * @param seq where this entry stands; what the dead machine wrote from there on is not in the books
 * @param receipt receipt numbers go on behind this one
 * @param reason why, for people
 */
public record Replaced(int epoch, long seq, long receipt, String reason) {
  /** The kind of its entry. */
  public static final String KIND = CentralStore.REPLACED;

  public Replaced {
    Objects.requireNonNull(reason, "reason");
    if (epoch < 1 || seq < 1 || receipt < 0) {
      throw new IllegalArgumentException("not the place of a replacement");
    }
  }

  /**
   * Reads an entry of the kind.
   *
   * @throws dev.tillwright.core.json.JsonException with the place, when it is not one
   */
  public static Replaced read(Entry entry) {
    JsonIn in = JsonIn.parse(entry.payload());
    return new Replaced(entry.epoch(), entry.seq(), in.number("receipt"), in.text("reason"));
  }

  static String payload(int deadEpoch, long receipt, String reason) {
    return JsonOut.object(
        out -> out.put("deadEpoch", deadEpoch).put("receipt", receipt).put("reason", reason));
  }
}
