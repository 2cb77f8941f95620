/**
 * Notices and answers that a wallet signed with SM2, for core's port. Imports core's {@code
 * host.wallet} and Bouncy Castle. Start with {@link
 * dev.tillwright.crypto.notice.Sm2NoticeVerifier}.
 */
@NullMarked
package dev.tillwright.crypto.notice;

import org.jspecify.annotations.NullMarked;
