package dev.tillwright.core.access;

/** Why access was refused. Codes are stable; sentences are for people and may get better. */
public enum AccessRefusal {
  WRONG("access.wrong", "the operator or the secret is wrong"),
  LOCKED("access.locked", "too many wrong tries; wait, or ask a manager"),
  NO_HASHER("access.noHasher", "this till cannot check secrets: it was given no hasher"),
  ROLE_UNKNOWN("access.roleUnknown", "the operator's role is not known here"),
  TOO_MANY_SESSIONS("access.tooManySessions", "too many operators are logged on"),
  NOT_ALLOWED("access.notAllowed", "the role does not allow this"),
  EXPIRED("access.expired", "the session has expired; log on again"),
  ENDED("access.ended", "the session has ended; log on again"),
  CLOCK_BACK("access.clockBack", "the clock was set back; log on again"),
  NOT_FIRST("access.notFirst", "there are operators already; a manager enrols more"),
  SECRET_TOO_SHORT("access.secretTooShort", "a secret has at least 4 characters"),
  SECRET_TOO_LONG("access.secretTooLong", "a secret has at most 128 characters"),
  NO_SUCH_OPERATOR("access.noSuchOperator", "there is no such operator"),
  LAST_MANAGER("access.lastManager", "nobody would be left who can manage operators"),
  ABOVE_LIMIT("access.aboveLimit", "more than the role allows"),
  SALE_TOO_OLD("access.saleTooOld", "the sale is older than the role allows"),
  NOT_OWN_SALE("access.notOwnSale", "the role allows this for own sales only"),
  OFFLINE("access.offline", "the role allows this only while the host is in reach"),
  IDLE("access.idle", "the session has ended after nothing was done; log on again"),
  NOT_FRESH("access.notFresh", "show again who you are, then try again"),
  CODE_MISSING("access.codeMissing", "a one-time code is needed besides"),
  CODE_USED("access.codeUsed", "this one-time code was used before; wait for the next"),
  NO_SEALER("access.noSealer", "this till cannot keep one-time codes: it was given no sealer"),
  NO_DEVICE("access.noDevice", "no device here says who is there"),
  NO_INDEX("access.noIndex", "this till cannot keep who a device knows: it was given no index"),
  NOT_THERE("access.notThere", "the device does not know who is there"),
  DEVICE_FAILED("access.deviceFailed", "the device failed; show in another way who you are"),
  SAME_OPERATOR("access.sameOperator", "nobody overrides for himself"),
  OVERRIDE_USED("access.overrideUsed", "the override was used, or was for something else"),
  REVOKED("access.revoked", "this operator was revoked"),
  FROZEN("access.frozen", "this till is frozen");

  private final String code;
  private final String sentence;

  AccessRefusal(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** Stable and dotted, for programs: {@code access.locked}. */
  public String code() {
    return code;
  }

  /** For people, without data. */
  public String sentence() {
    return sentence;
  }
}
