package dev.tillwright.loyalty.member;

/**
 * A message that passed the gate, for its sender and for nobody else. Only the gate makes one;
 * {@link #toString} tells nothing of the person. Immutable.
 */
public final class ContactMessage {
  private final String contact;
  private final Channel channel;
  private final Purpose purpose;
  private final String language;
  private final String address;
  private final String subject;
  private final String body;

  ContactMessage(
      ContactView contact, String language, String address, String subject, String body) {
    this.contact = contact.contact();
    this.channel = contact.channel();
    this.purpose = contact.purpose();
    this.language = language;
    this.address = address;
    this.subject = subject;
    this.body = body;
  }

  /** The contact's name in the journal; the carrier's idempotency key, where it has such. */
  public String contact() {
    return contact;
  }

  public Channel channel() {
    return channel;
  }

  public Purpose purpose() {
    return purpose;
  }

  /** The member's language tag; empty when it is not known. */
  public String language() {
    return language;
  }

  /** The member's address on the channel. Never to be logged or kept. */
  public String address() {
    return address;
  }

  /** One line; may be empty. */
  public String subject() {
    return subject;
  }

  /** What is said, with the name and the codes in it. Never to be logged or kept. */
  public String body() {
    return body;
  }

  /** The contact's name and channel. */
  @Override
  public String toString() {
    return "ContactMessage[" + contact + " " + channel + "]";
  }
}
