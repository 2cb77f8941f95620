/**
 * Carriers of contacts over well-known libraries. Imports {@code loyalty.member} and Jakarta Mail.
 * Start with {@link dev.tillwright.examples.contact.EmailSender}.
 */
@NullMarked
package dev.tillwright.examples.contact;

import org.jspecify.annotations.NullMarked;
