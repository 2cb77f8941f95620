package dev.tillwright.device.emv;

import dev.tillwright.core.tlv.TlvTag;
import java.util.Set;

/** Data objects that are looked for here (EMV book 3, annex A). */
final class EmvTag {
  static final TlvTag AID = TlvTag.of("4F");
  static final TlvTag LABEL = TlvTag.of("50");
  static final TlvTag TRACK_2 = TlvTag.of("57");
  static final TlvTag PAN = TlvTag.of("5A");
  static final TlvTag NAME = TlvTag.of("5F20");
  static final TlvTag EXPIRY = TlvTag.of("5F24");
  static final TlvTag LANGUAGES = TlvTag.of("5F2D");
  static final TlvTag SEQUENCE = TlvTag.of("5F34");
  static final TlvTag ENTRY = TlvTag.of("61");
  static final TlvTag FCI = TlvTag.of("6F");
  static final TlvTag RECORD = TlvTag.of("70");
  static final TlvTag FORMAT_2 = TlvTag.of("77");
  static final TlvTag FORMAT_1 = TlvTag.of("80");
  static final TlvTag AIP = TlvTag.of("82");
  static final TlvTag COMMAND_TEMPLATE = TlvTag.of("83");
  static final TlvTag DF_NAME = TlvTag.of("84");
  static final TlvTag PRIORITY = TlvTag.of("87");
  static final TlvTag SFI = TlvTag.of("88");
  static final TlvTag AFL = TlvTag.of("94");
  static final TlvTag CODE_TABLE = TlvTag.of("9F11");
  static final TlvTag PREFERRED_NAME = TlvTag.of("9F12");
  static final TlvTag PDOL = TlvTag.of("9F38");
  static final TlvTag TRACK_2_MSD = TlvTag.of("9F6B");

  /**
   * What names or proves a card or a person: tracks and what issuers put on them, numbers, names,
   * account numbers, the PIN's block.
   */
  static final Set<TlvTag> SECRET =
      Set.of(
          PAN,
          TRACK_2,
          NAME,
          TRACK_2_MSD,
          TlvTag.of("56"),
          TlvTag.of("5F50"),
          TlvTag.of("5F53"),
          TlvTag.of("9F0B"),
          TlvTag.of("9F1F"),
          TlvTag.of("9F20"),
          TlvTag.of("9F61"),
          TlvTag.of("99"));

  private EmvTag() {}
}
