package dev.tillwright.loyalty.member;

import java.time.Duration;

/**
 * The one gate through which any contact with a member passes. Brought by {@link ContactDesk};
 * campaigns, feedback and the application see no more than this.
 *
 * <p><b>Implementers promise.</b> Nothing goes out without valid consent where the purpose needs
 * one, in the member's quiet hours, or above a cap. A contact that is let through is in the journal
 * before it goes out, and its outcome after; a refusal is there with its reason before it is
 * answered. One key makes one contact: asked again it answers what became of it. A contact whose
 * outcome is unknown is not made again.
 *
 * <p><b>Threads.</b> Any number at once.
 */
@FunctionalInterface
public interface ContactGate {

  /**
   * Reaches a member, or says why not.
   *
   * @param deadline for the sender's answer, 1 millisecond to 5 minutes; the journal is waited for
   *     besides, as the implementation says
   * @throws dev.tillwright.core.TillwrightException when the journal or the sealer fails. Nothing
   *     went out, unless the code is that of writing the outcome: ask again with the same key
   */
  ContactAnswer ask(ContactRequest request, Duration deadline);
}
