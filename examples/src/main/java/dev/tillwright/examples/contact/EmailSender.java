package dev.tillwright.examples.contact;

import dev.tillwright.loyalty.member.Channel;
import dev.tillwright.loyalty.member.ContactMessage;
import dev.tillwright.loyalty.member.ContactOutcome;
import dev.tillwright.loyalty.member.ContactSender;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Sends e-mail over SMTP (RFC 5321) with Jakarta Mail.
 *
 * <p><b>Guarantees.</b> What the server answered is what is said: refused for good is {@code
 * UNDELIVERABLE}, refused for now {@code NOT_SENT}, accepted {@code SENT}. Where it did not answer
 * after the message began to go out, it is {@code UNKNOWN}. The message's id is made of the
 * contact's name, so that one that comes twice can be seen to be one. Nothing is logged, and no
 * text of the server is kept, for it may repeat the address.
 *
 * <p><b>Threads.</b> Any number; each call has a connection of its own.
 */
public final class EmailSender implements ContactSender {
  private static final int TEMPORARY = 400;
  private static final int PERMANENT = 500;

  private final String host;
  private final int port;
  private final InternetAddress from;
  private final boolean tls;
  private final Clock clock;

  private EmailSender(String host, int port, String from, boolean tls, Clock clock) {
    this.host = host;
    this.port = port;
    this.tls = tls;
    this.clock = clock;
    try {
      this.from = new InternetAddress(from, true);
    } catch (AddressException e) {
      throw new IllegalArgumentException("the sender's address is none");
    }
  }

  /** Over STARTTLS (RFC 3207), without which nothing is sent; the server's name is checked. */
  public static EmailSender startTls(String host, int port, String from, Clock clock) {
    return new EmailSender(host, port, from, true, clock);
  }

  /** In clear: to a relay on the same machine. */
  public static EmailSender plain(String host, int port, String from, Clock clock) {
    return new EmailSender(host, port, from, false, clock);
  }

  @Override
  public Channel channel() {
    return Channel.EMAIL;
  }

  @Override
  public ContactOutcome send(ContactMessage message, Duration deadline) {
    Session session = Session.getInstance(properties(deadline));
    MimeMessage mail;
    InternetAddress to;
    try {
      to = new InternetAddress(message.address(), true);
      mail = mail(session, message, to);
    } catch (MessagingException e) {
      return ContactOutcome.UNDELIVERABLE; // no server would take it
    }
    ContactOutcome outcome = ContactOutcome.NOT_SENT;
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect();
      outcome = sent(transport, mail, to);
    } catch (MessagingException e) {
      // It was not reached; or only the good-bye failed, and what came of it is known.
      return outcome;
    }
    return outcome;
  }

  private static ContactOutcome sent(Transport transport, MimeMessage mail, InternetAddress to) {
    try {
      transport.sendMessage(mail, new InternetAddress[] {to});
      return ContactOutcome.SENT;
    } catch (MessagingException e) {
      return refused(e);
    }
  }

  /** The server's code, wherever in the chain of what went wrong it stands. */
  private static ContactOutcome refused(MessagingException failure) {
    int code = -1;
    for (Exception at = failure; at != null; ) {
      if (at instanceof SMTPAddressFailedException it) {
        code = it.getReturnCode();
      } else if (at instanceof SMTPSendFailedException it && code < 0) {
        code = it.getReturnCode();
      } else if (at instanceof SMTPSenderFailedException it && code < 0) {
        code = it.getReturnCode();
      }
      at = at instanceof MessagingException known ? known.getNextException() : null;
    }
    if (code >= PERMANENT) {
      return ContactOutcome.UNDELIVERABLE;
    }
    return code >= TEMPORARY ? ContactOutcome.NOT_SENT : ContactOutcome.UNKNOWN;
  }

  private MimeMessage mail(Session session, ContactMessage message, InternetAddress to)
      throws MessagingException {
    String id = "<" + message.contact().replace('/', '.') + "@" + host + ">";
    MimeMessage mail =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    mail.setFrom(from);
    mail.setRecipient(Message.RecipientType.TO, to);
    mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
    mail.setText(message.body(), StandardCharsets.UTF_8.name());
    mail.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(clock)));
    if (!message.language().isEmpty()) {
      mail.setContentLanguage(new String[] {message.language()});
    }
    mail.saveChanges();
    return mail;
  }

  private Properties properties(Duration deadline) {
    String millis = Long.toString(Math.max(1, deadline.toMillis() / 2));
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", host);
    properties.setProperty("mail.smtp.port", Integer.toString(port));
    properties.setProperty("mail.smtp.connectiontimeout", millis);
    properties.setProperty("mail.smtp.timeout", millis);
    properties.setProperty("mail.smtp.writetimeout", millis);
    properties.setProperty("mail.smtp.sendpartial", "false");
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(tls));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(tls));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    return properties;
  }

  /** Where to, without anything of a message. */
  @Override
  public String toString() {
    return "EmailSender[" + host + ":" + port + "]";
  }
}
