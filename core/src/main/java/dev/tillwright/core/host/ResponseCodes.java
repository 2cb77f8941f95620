package dev.tillwright.core.host;

import java.util.Map;
import java.util.Set;

/** Field 39 (ISO 8583:1987, table of response codes). */
final class ResponseCodes {
  static final String APPROVED = "00";
  static final String PARTIAL = "10";
  static final String NOT_ALLOWED = "12";
  static final String WRONG_AMOUNT = "13";

  /** In a reversal: the shop or the customer gave it up. */
  static final String CANCELLED = "17";

  static final String NOT_FOUND = "25";
  static final String UNREADABLE = "30";
  static final String NOT_DONE_HERE = "40";
  static final String ABOVE_LIMIT = "61";

  /** In a reversal: no answer came in time. */
  static final String TOO_LATE = "68";

  static final String SEEN_OTHERWISE = "94";
  static final String FAULT = "96";

  /** Approved, approved for a good customer, approved with new track data. */
  private static final Set<String> ALL_APPROVED = Set.of(APPROVED, "11", "16");

  /**
   * Neither yes nor no. Honour with identification and partly done are approvals that this link
   * cannot complete; in progress, received too late and seen before say nothing of the money. As
   * declines they would leave a charge behind; as unknown they are asked again or reversed.
   */
  private static final Set<String> OPEN = Set.of("08", "09", "32", TOO_LATE, SEEN_OTHERWISE);

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("01", "the card's bank asks for a call"),
          Map.entry("02", "the card's bank asks for a call"),
          Map.entry("03", "the merchant is not known to the host"),
          Map.entry("04", "the card is to be kept"),
          Map.entry("05", "the card's bank declined"),
          Map.entry("06", "the host could not do it"),
          Map.entry("07", "the card is to be kept"),
          Map.entry("12", "the transaction is not allowed"),
          Map.entry("13", "the amount is not allowed"),
          Map.entry("14", "the card number is not known"),
          Map.entry("15", "the card's bank is not known"),
          Map.entry("17", "the customer cancelled"),
          Map.entry("19", "try again"),
          Map.entry("25", "the original is not known"),
          Map.entry("30", "the host could not read the message"),
          Map.entry("33", "the card has expired"),
          Map.entry("34", "the card is suspected of fraud"),
          Map.entry("38", "the PIN was wrong too often"),
          Map.entry("40", "the host does not do this"),
          Map.entry("41", "the card was reported lost"),
          Map.entry("43", "the card was reported stolen"),
          Map.entry("51", "not enough money on the account"),
          Map.entry("54", "the card has expired"),
          Map.entry("55", "the PIN was wrong"),
          Map.entry("57", "the card may not be used for this"),
          Map.entry("58", "the terminal may not be used for this"),
          Map.entry("59", "the card is suspected of fraud"),
          Map.entry("61", "above the card's limit"),
          Map.entry("62", "the card is restricted"),
          Map.entry("63", "the security check failed"),
          Map.entry("65", "the card was used too often"),
          Map.entry("75", "the PIN was wrong too often"),
          Map.entry("90", "the host closes its day; try again"),
          Map.entry("91", "the card's bank cannot be reached"),
          Map.entry("92", "the card's bank cannot be found"),
          Map.entry("93", "it would break the law"),
          Map.entry("96", "the host has a fault"));

  private ResponseCodes() {}

  static boolean isApproved(String code) {
    return ALL_APPROVED.contains(code);
  }

  static boolean isOpen(String code) {
    return OPEN.contains(code);
  }

  /** For people. */
  static String reason(String code) {
    return REASONS.getOrDefault(code, "declined with code " + code);
  }
}
