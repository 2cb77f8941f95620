package dev.tillwright.device.contract;

import dev.tillwright.device.spi.DeviceKind;

/** A way to write a driver wrong, and the check that finds it. */
enum Defect {
  NONE(DeviceKind.PAYMENT_ANNOUNCER, ""),
  // Of the common part, shown on an announcer.
  OPENS_WHEN_MADE(DeviceKind.PAYMENT_ANNOUNCER, "newDevice_isNotTouched"),
  WANTS_OPEN_FIRST(DeviceKind.PAYMENT_ANNOUNCER, "use_opensTheDevice"),
  SECOND_OPEN_FAILS(DeviceKind.PAYMENT_ANNOUNCER, "open_reachesTheDevice_andMayBeRepeated"),
  CAPABILITIES_CHANGE(DeviceKind.PAYMENT_ANNOUNCER, "capabilities_areTheSameEachTime"),
  COUNTERS_FALL(DeviceKind.PAYMENT_ANNOUNCER, "counters_onlyRise"),
  SECOND_CLOSE_THROWS(DeviceKind.PAYMENT_ANNOUNCER, "close_isIdempotent"),
  WORKS_WHEN_CLOSED(DeviceKind.PAYMENT_ANNOUNCER, "closedDevice_refusesCalls"),
  HEALTH_THROWS_WHEN_CLOSED(DeviceKind.PAYMENT_ANNOUNCER, "health_worksOnAClosedDevice"),
  CLOSE_WAITS_FOR_THE_CALL(DeviceKind.PAYMENT_ANNOUNCER, "close_endsCallsUnderWay"),
  CLOSE_HANGS_WHEN_STUCK(DeviceKind.PAYMENT_ANNOUNCER, "close_underAStuckPeer_isBounded"),
  IGNORES_DEADLINE(DeviceKind.PAYMENT_ANNOUNCER, "deadline_isKept_whenTheDeviceIsSilent"),
  SUCCESS_FROM_SILENCE(DeviceKind.PAYMENT_ANNOUNCER, "deadline_isKept_whenTheDeviceIsStuck"),
  WAITS_FOR_THE_CALL_BEFORE(DeviceKind.PAYMENT_ANNOUNCER, "deadline_isKept_behindAnotherCall"),
  HEALTH_WAITS(DeviceKind.PAYMENT_ANNOUNCER, "health_neverWaits"),
  DEAD_AFTER_A_TIMEOUT(DeviceKind.PAYMENT_ANNOUNCER, "afterALateCall_theDeviceWorksAgain"),
  GARBAGE_IS_SUCCESS(DeviceKind.PAYMENT_ANNOUNCER, "garbledAnswer_isNoSuccess"),
  UNTYPED_EXCEPTION(DeviceKind.PAYMENT_ANNOUNCER, "garbledAnswer_isNoSuccess"),
  CLAIM_FOR_ALL(DeviceKind.PAYMENT_ANNOUNCER, "claim_isExclusive"),
  CALLS_IGNORE_THE_CLAIM(DeviceKind.PAYMENT_ANNOUNCER, "claim_keepsOthersCallsOut"),
  CLAIM_RELEASES_ANOTHERS(DeviceKind.PAYMENT_ANNOUNCER, "claim_closedTwice_releasesOnce"),
  EVENTS_OUT_OF_ORDER(DeviceKind.PAYMENT_ANNOUNCER, "events_comeInOrder"),
  EVENT_AFTER_CLOSED(DeviceKind.PAYMENT_ANNOUNCER, "noEvent_afterClosed"),
  TELLS_WHO_LEFT(DeviceKind.PAYMENT_ANNOUNCER, "closedSubscription_hearsNothing"),
  WAITS_FOR_LISTENERS(DeviceKind.PAYMENT_ANNOUNCER, "slowListener_blocksNothing"),
  STOPS_AT_A_LISTENER_THAT_THROWS(DeviceKind.PAYMENT_ANNOUNCER, "throwingListener_harmsNobody"),
  SAYS_OPEN_WHEN_UNPLUGGED(DeviceKind.PAYMENT_ANNOUNCER, "unplugged_isSaid"),
  TELLS_A_LOSS_TWICE(DeviceKind.PAYMENT_ANNOUNCER, "unplugMidCall_givesOneOutcome"),
  NEVER_RECONNECTS(DeviceKind.PAYMENT_ANNOUNCER, "replugged_worksAgain"),
  LEAKS_A_THREAD(DeviceKind.PAYMENT_ANNOUNCER, "threads_areGivenBack"),
  LEAKS_A_DESCRIPTOR(DeviceKind.PAYMENT_ANNOUNCER, "descriptors_areGivenBack"),
  SECRET_IN_EXCEPTION(DeviceKind.PAYMENT_ANNOUNCER, "secrets_areToldNowhere"),
  // Of the kinds.
  SAYS_TWICE(DeviceKind.PAYMENT_ANNOUNCER, "payment_isSaidOnce"),
  CONFIRMS_UNASKED(DeviceKind.PAYMENT_ANNOUNCER, "said_onlyWhenConfirmed"),
  SPEAKS_ANY_LANGUAGE(DeviceKind.PAYMENT_ANNOUNCER, "languageThatIsNotDeclared_isUnsupported"),
  PRINTS_TWICE(DeviceKind.RECEIPT_PRINTER, "job_isOnPaperOnce"),
  PRINTS_AN_ID_AGAIN(DeviceKind.RECEIPT_PRINTER, "sameId_isNotPrintedTwice"),
  SAYS_PRINTED_UNCONFIRMED(DeviceKind.RECEIPT_PRINTER, "printed_onlyWhenConfirmed"),
  PRINTS_ON_NO_PAPER(DeviceKind.RECEIPT_PRINTER, "paperOut_isNotPrinted"),
  RETRIES_BLINDLY(DeviceKind.RECEIPT_PRINTER, "lostReply_isUnknown"),
  FORGETS_OUTCOMES(DeviceKind.RECEIPT_PRINTER, "outcome_isKept"),
  TAKES_MONEY_TWICE(DeviceKind.PAYMENT_TERMINAL, "approvedSale_movesItsAmountOnce"),
  UNKNOWN_IS_DECLINED(DeviceKind.PAYMENT_TERMINAL, "silence_isUnknown_neverDeclined"),
  QUERY_GUESSES(DeviceKind.PAYMENT_TERMINAL, "lostReply_isUnknown_andResolvedById"),
  SENDS_ANY_CURRENCY(DeviceKind.PAYMENT_TERMINAL, "foreignCurrency_isRefusedBeforeItIsSent"),
  UNDOES_TWICE(DeviceKind.PAYMENT_TERMINAL, "reversal_undoesASale_once"),
  NUMBER_ON_THE_SLIP(DeviceKind.PAYMENT_TERMINAL, "approvedSale_movesItsAmountOnce"),
  PIN_IN_AN_EVENT(DeviceKind.PIN_PAD, "pin_comesOutEncryptedOnly"),
  ASKS_AGAIN(DeviceKind.PIN_PAD, "sameId_asksNobodyAgain"),
  REFUSAL_IS_AN_ERROR(DeviceKind.PIN_PAD, "refused_isNotEntered"),
  ANY_FORMAT(DeviceKind.PIN_PAD, "formatThatIsNotDeclared_isUnsupported"),
  MOTION_IS_A_WEIGHT(DeviceKind.SCALE, "movingLoad_isNoWeight"),
  OVERLOAD_IS_A_WEIGHT(DeviceKind.SCALE, "loadOffTheScale_isNoWeight"),
  ROUNDS(DeviceKind.SCALE, "stableLoad_isItsWeight"),
  TWO_PULSES(DeviceKind.CASH_DRAWER, "openDrawer_isOnePulse"),
  LIES_ABOUT_ITS_SENSOR(DeviceKind.CASH_DRAWER, "opening_asDeclared"),
  STUCK_IS_OPENED(DeviceKind.CASH_DRAWER, "lockedDrawer_isStuck"),
  DROPS_A_SCAN(DeviceKind.BARCODE_SCANNER, "enabledScanner_tellsEachCodeOnce_inOrder"),
  TELLS_WHEN_DISABLED(DeviceKind.BARCODE_SCANNER, "disabledScanner_tellsNothing"),
  SPEAKS_WITH_ANOTHER_CARD(DeviceKind.CHIP_READER, "removedCard_isNoCard"),
  TWO_SESSIONS(DeviceKind.CHIP_READER, "secondSession_isRefused"),
  SENDS_TOO_LONG(DeviceKind.CHIP_READER, "longCommand_asDeclared"),
  LEAVES_OLD_LINES(DeviceKind.CUSTOMER_DISPLAY, "whatIsShown_isSeen"),
  CUTS_SILENTLY(DeviceKind.CUSTOMER_DISPLAY, "tooLong_isCut_andSaid"),
  PICTURE_FOR_STROKES(DeviceKind.SIGNATURE_PAD, "signature_asDeclared"),
  NOBODY_SIGNS(DeviceKind.SIGNATURE_PAD, "nobody_isATimeout"),
  STRANGERS_MATCH(DeviceKind.BIOMETRIC_READER, "knownPerson_matches_andStrangerDoesNot"),
  NAMES_STRANGERS(DeviceKind.BIOMETRIC_READER, "identify_namesTheTemplate_asDeclared"),
  REMEMBERS_THE_FORGOTTEN(DeviceKind.BIOMETRIC_READER, "enrolAndForget_asDeclared");

  final DeviceKind kind;
  final String check;

  Defect(DeviceKind kind, String check) {
    this.kind = kind;
    this.check = check;
  }
}
