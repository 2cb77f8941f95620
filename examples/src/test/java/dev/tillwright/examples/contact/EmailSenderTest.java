package dev.tillwright.examples.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tillwright.core.access.AccessControl;
import dev.tillwright.core.access.AccessSettings;
import dev.tillwright.core.access.Operator;
import dev.tillwright.core.access.OperatorSession;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import dev.tillwright.crypto.key.Acknowledgement;
import dev.tillwright.crypto.key.SoftwareKeys;
import dev.tillwright.crypto.seal.EnvelopeSealer;
import dev.tillwright.crypto.seal.HmacIndex;
import dev.tillwright.crypto.seal.JdbcSubjectKeys;
import dev.tillwright.loyalty.member.Channel;
import dev.tillwright.loyalty.member.ContactDesk;
import dev.tillwright.loyalty.member.ContactOutcome;
import dev.tillwright.loyalty.member.ContactPolicy;
import dev.tillwright.loyalty.member.ContactRequest;
import dev.tillwright.loyalty.member.ContactSender;
import dev.tillwright.loyalty.member.ContactText;
import dev.tillwright.loyalty.member.Enrolment;
import dev.tillwright.loyalty.member.Identifier;
import dev.tillwright.loyalty.member.MemberId;
import dev.tillwright.loyalty.member.Members;
import dev.tillwright.loyalty.member.Profile;
import dev.tillwright.loyalty.member.Purpose;
import jakarta.mail.internet.MimeMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row E13: e-mail leaves through the gate, to real SMTP servers. */
class EmailSenderTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC);
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final String FROM = "shop@example.com";

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private SoftwareKeys keys;
  private Database database;
  private Journal journal;
  private Members members;
  private MemberId jo;

  @BeforeEach
  void open() {
    keys =
        SoftwareKeys.open(
            folder.resolve("keys"),
            "a passphrase for tests".toCharArray(),
            Acknowledgement.KEYS_IN_SOFTWARE);
    database = Database.sqlite(folder.resolve("till.db"));
    journal = Journal.open(database, "till-01", NOON);
    AccessControl access =
        AccessControl.open(database, journal, AccessSettings.standard(null, NOON));
    access.enrolFirst(new Operator("ann", "Ann", "manager"), new char[0]);
    OperatorSession ann = access.logOn("ann", new char[0]).orThrow();
    JdbcSubjectKeys subjects = JdbcSubjectKeys.over(database, NOON);
    members =
        Members.over(journal, EnvelopeSealer.open(keys, subjects), HmacIndex.open(keys, subjects))
            .clock(NOON)
            .open();
    jo =
        members
            .enrol(
                ann,
                Enrolment.by(Identifier.app("acct-1"))
                    .profile(
                        Profile.builder()
                            .name("Zoë")
                            .language("de")
                            .email("zoe@example.org")
                            .build())
                    .build())
            .match(
                fresh -> fresh.id(),
                known -> known.id(),
                several -> several.ids().iterator().next());
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    journal.close();
    database.close();
    keys.close();
  }

  private ContactOutcome ask(ContactSender sender) {
    ContactPolicy policy = ContactPolicy.named("house/1", ZoneOffset.UTC).build();
    ContactDesk gate = ContactDesk.over(members, policy, threads).sender(sender).open();
    return gate.ask(
            new ContactRequest(
                "k-" + System.nanoTime(),
                jo,
                Channel.EMAIL,
                Purpose.TRANSACTIONAL,
                new ContactText("ready/1", "Für Sie, {name}", "Liebe {name},\n.\nes ist da.")),
            DEADLINE)
        .match(
            refused -> {
              throw new AssertionError(refused.toString());
            },
            made -> made.outcome());
  }

  @Test
  void message_arrives_asItWasSaid() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      int port = server.getSmtp().getPort();
      assertThat(ask(EmailSender.plain("127.0.0.1", port, FROM, NOON)))
          .isEqualTo(ContactOutcome.SENT);
      MimeMessage[] received = server.getReceivedMessages();
      assertThat(received).hasSize(1);
      assertThat(received[0].getAllRecipients()[0].toString()).isEqualTo("zoe@example.org");
      assertThat(received[0].getFrom()[0].toString()).isEqualTo(FROM);
      assertThat(received[0].getSubject()).isEqualTo("Für Sie, Zoë");
      assertThat(received[0].getContentLanguage()).containsExactly("de");
      assertThat(((String) received[0].getContent()).replace("\r\n", "\n"))
          .startsWith("Liebe Zoë,\n.\nes ist da.\n\nGenuine? ");
      assertThat(received[0].getMessageID()).matches("<till-01\\.[0-9]+@127\\.0\\.0\\.1>");
      // A server without TLS gets nothing from who asks for it.
      assertThat(ask(EmailSender.startTls("127.0.0.1", port, FROM, NOON)))
          .isEqualTo(ContactOutcome.NOT_SENT);
      assertThat(server.getReceivedMessages()).hasSize(1);
    } finally {
      server.stop();
    }
  }

  @Test
  void serverThatIsNotThere_isNotSent() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    assertThat(ask(EmailSender.plain("127.0.0.1", port, FROM, NOON)))
        .isEqualTo(ContactOutcome.NOT_SENT);
  }

  @Test
  void serverThatRefuses_saysWhetherForNowOrForGood() throws Exception {
    assertThat(scripted("550 5.1.1 no such user", "250 ok"))
        .isEqualTo(ContactOutcome.UNDELIVERABLE);
    assertThat(scripted("451 4.3.0 later", "250 ok")).isEqualTo(ContactOutcome.NOT_SENT);
    assertThat(scripted("250 ok", "552 5.3.4 too big")).isEqualTo(ContactOutcome.UNDELIVERABLE);
    assertThat(scripted("250 ok", "452 4.3.1 full")).isEqualTo(ContactOutcome.NOT_SENT);
    assertThat(scripted("250 ok", "250 queued")).isEqualTo(ContactOutcome.SENT);
  }

  @Test
  void serverThatHangsUpAfterTheMessage_isUnknown() throws Exception {
    assertThat(scripted("250 ok", "")).isEqualTo(ContactOutcome.UNKNOWN);
  }

  /** A server that answers the recipient and the end of the message as it is told. */
  private ContactOutcome scripted(String toRecipient, String toMessage) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      threads.execute(() -> serve(server, toRecipient, toMessage));
      return ask(EmailSender.plain("127.0.0.1", server.getLocalPort(), FROM, NOON));
    }
  }

  private static void serve(ServerSocket server, String toRecipient, String toMessage) {
    try (Socket socket = server.accept();
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      OutputStream out = socket.getOutputStream();
      say(out, "220 scripted");
      boolean text = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (text && !line.equals(".")) {
          continue;
        }
        String answer = "250 ok";
        if (text) {
          text = false;
          answer = toMessage;
        } else if (line.startsWith("RCPT")) {
          answer = toRecipient;
        } else if (line.startsWith("DATA")) {
          text = true;
          answer = "354 go on";
        }
        if (answer.isEmpty()) {
          return;
        }
        say(out, answer);
      }
    } catch (IOException e) {
      // the client went away
    }
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
