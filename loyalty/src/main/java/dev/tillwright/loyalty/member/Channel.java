package dev.tillwright.loyalty.member;

/** By what a member is reached. Journal entries keep the names, so a name never changes. */
public enum Channel {
  SMS,
  EMAIL,
  WECHAT,
  /** A notice on the member's app. */
  PUSH,
  /** A call, by a person or a machine. */
  VOICE
}
