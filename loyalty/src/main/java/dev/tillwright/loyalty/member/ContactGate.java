package dev.tillwright.loyalty.member;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  /**
   * The contact that was made under a key, whatever it said; none when there is none, or when that
   * cannot be known here, as unless it is said otherwise.
   */
  default Optional<ContactAnswer.Made> made(String key) {
    return Optional.empty();
  }

  /**
   * As {@link #ask}, for who cares for the contact and not for its text: where the key made one by
   * another channel or in other words, that one is the answer and not {@code KEY_CONFLICT}.
   */
  default ContactAnswer once(ContactRequest request, Duration deadline) {
    ContactAnswer answer = ask(request, deadline);
    boolean conflict =
        answer instanceof ContactAnswer.Refused refused
            && refused.reason() == ContactRefusal.KEY_CONFLICT;
    return conflict ? made(request.key()).<ContactAnswer>map(it -> it).orElse(answer) : answer;
  }

  /**
   * When a contact was made at the latest, by the clock as it is now: when the clock was set since,
   * that is not what it said then. None when it cannot be known here, as unless it is said
   * otherwise.
   *
   * @param contact as in {@link ContactAnswer.Made#contact}
   */
  default Optional<Instant> madeAt(String contact) {
    return Optional.empty();
  }

  /** All numbers of the person whose number this is; unless it is said otherwise, this one. */
  default List<MemberId> numbers(MemberId member) {
    return List.of(member);
  }
}
