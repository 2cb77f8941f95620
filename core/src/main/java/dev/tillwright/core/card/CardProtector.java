package dev.tillwright.core.card;

/**
 * The port between a card that was read and everything that is stored: card in, token and masked
 * number out, and back for those who must send the number. Brought by the crypto module.
 *
 * <p><b>Threads.</b> Any number at once. <b>Errors.</b> A store that cannot be written throws
 * {@link dev.tillwright.core.TillwrightException}, and nothing was protected.
 */
public interface CardProtector {

  /**
   * Seals the card's number durably before it returns. The same number gives the same token. The
   * card stays the caller's to close.
   */
  ProtectedCard protect(CardRead card);

  /**
   * The card behind a token, for the caller to close at once. The access and its purpose are
   * recorded before the number is given.
   *
   * @throws dev.tillwright.core.TillwrightException with code {@code card.unknown} when there is no
   *     such token here; a token of another domain is just as unknown
   */
  Card reveal(CardToken token, SecretAccess access);
}
