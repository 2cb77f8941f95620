package dev.tillwright.core.host;

import static dev.tillwright.core.host.HostBench.SHORT;
import static dev.tillwright.core.host.HostBench.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tillwright.core.DaemonThreads;
import dev.tillwright.core.host.Exchange.Outcome;
import dev.tillwright.core.iso8583.IsoMessage;
import dev.tillwright.core.iso8583.MessageMac;
import dev.tillwright.core.iso8583.MessageSpec;
import dev.tillwright.core.payment.HostReply.Cause;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The link over real sockets: framings, codes, the fields by which answers are known, echo. */
@Timeout(60)
class HostLinkTest {
  private static final Wire USUAL = new Wire(MessageSpec.ascii1987(), Framing.binary(), null);

  private static Iso8583Config.Builder config(PeerHost peer) {
    return HostBench.config(peer.address());
  }

  private static IsoMessage question(int seq) {
    return IsoMessage.of("0200")
        .set(2, HostBench.PAN)
        .set(3, "000000")
        .set(4, "000000000100")
        .set(7, "0714213005")
        .set(11, String.format("%06d", seq))
        .set(12, "223005")
        .set(37, String.format("6195%08d", seq))
        .set(41, "T1")
        .build();
  }

  private static Outcome ask(HostLink link, int seq) {
    return ask(link, question(seq), seq, HostBench.LONG);
  }

  private static Outcome ask(HostLink link, IsoMessage question, int seq, Duration deadline) {
    return link.ask(question, HostBench.key(seq), System.nanoTime() + deadline.toNanos());
  }

  private static IsoMessage answer(Outcome outcome) {
    return Objects.requireNonNull(outcome.reply(), "answer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ascii", "bcd", "tpdu", "self"})
  void framings_areSpokenBothWays(String form) throws Exception {
    Framing framing =
        switch (form) {
          case "ascii" -> Framing.ascii().withHeader(new byte[] {'I', 'S', 'O'});
          case "bcd" -> Framing.bcd();
          case "tpdu" -> Framing.binary().withTpdu("6000010000");
          default -> Framing.binary().countingItself();
        };
    Wire wire = new Wire(MessageSpec.named("87B"), framing, null);
    try (PeerHost peer = PeerHost.plain(wire, PeerHost::approve);
        HostLink link = new HostLink(config(peer).spec(wire.spec()).framing(framing).build())) {
      for (int seq = 1; seq <= 3; seq++) {
        assertThat(answer(ask(link, seq)).text(39)).isEqualTo("00");
      }
      assertThat(peer.asked)
          .extracting(IsoMessage::mti)
          .containsExactly("0800", "0200", "0200", "0200");
    }
  }

  @Test
  void answers_areKnownByTheFieldsThatWereNamed() throws Exception {
    // This host gives neither the time nor the terminal back.
    try (PeerHost peer =
            PeerHost.plain(
                USUAL,
                question ->
                    PeerHost.approve(question).stream()
                        .map(it -> it.toBuilder().unset(7).unset(41).build())
                        .toList());
        HostLink usual = new HostLink(config(peer).signOn(false).build());
        HostLink named = new HostLink(config(peer).signOn(false).correlation(11, 37).build())) {
      assertThat(ask(usual, question(1), 1, SHORT)).isEqualTo(Outcome.sent(Cause.TIMEOUT));
      assertThat(usual.late().count()).isEqualTo(1);

      assertThat(answer(ask(named, 1)).text(37)).isEqualTo("619500000001");
    }
  }

  @Test
  void manyQuestionsAtOnce_getTheirOwnAnswers_whateverTheOrder() throws Exception {
    List<IsoMessage> held = Collections.synchronizedList(new ArrayList<>());
    int all = 40;
    try (PeerHost peer =
            PeerHost.plain(
                USUAL,
                question -> {
                  if (!question.mti().equals("0200")) {
                    return PeerHost.approve(question);
                  }
                  held.addAll(PeerHost.approve(question));
                  Collections.reverse(held);
                  return held.size() < all ? List.of() : List.copyOf(held);
                });
        HostLink link = new HostLink(config(peer).correlation(11, 41).build())) {
      List<CompletableFuture<Outcome>> asked = new ArrayList<>();
      for (int seq = 1; seq <= all; seq++) {
        int mine = seq;
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        DaemonThreads.named("asks").newThread(() -> outcome.complete(ask(link, mine))).start();
        asked.add(outcome);
      }
      for (int seq = 1; seq <= all; seq++) {
        assertThat(answer(asked.get(seq - 1).get()).text(11)).isEqualTo(String.format("%06d", seq));
      }
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void messagesOfNoQuestion_areCountedAndHandedOn_withoutTheCard() throws Exception {
    List<IsoMessage> unmatched = Collections.synchronizedList(new ArrayList<>());
    IsoMessage advice =
        IsoMessage.of("0620").set(2, HostBench.PAN).set(11, "000009").set(48, "bad field").build();
    try (PeerHost peer =
            PeerHost.plain(
                USUAL,
                question ->
                    question.mti().equals("0200")
                        ? List.of(advice, PeerHost.approve(question).get(0))
                        : PeerHost.approve(question));
        HostLink link = new HostLink(config(peer).onUnmatched(unmatched::add).build())) {
      assertThat(ask(link, 1).reply()).isNotNull();

      assertThat(link.late().count()).isEqualTo(1);
      assertThat(unmatched).hasSize(1);
      assertThat(unmatched.get(0).mti()).isEqualTo("0620");
      assertThat(unmatched.get(0).text(48)).isEqualTo("bad field");
      assertThat(unmatched.get(0).text(2)).doesNotContain("1");
    }
  }

  @Test
  void answerThatComesOnTheNextConnection_isLate_andKnown() throws Exception {
    List<String> late = Collections.synchronizedList(new ArrayList<>());
    List<IsoMessage> kept = Collections.synchronizedList(new ArrayList<>());
    try (PeerHost peer =
            PeerHost.plain(
                USUAL,
                question -> {
                  if (question.mti().equals("0200") && kept.isEmpty()) {
                    kept.addAll(PeerHost.approve(question));
                    throw new IllegalStateException("hangs up");
                  }
                  List<IsoMessage> answers = new ArrayList<>(kept);
                  answers.addAll(PeerHost.approve(question));
                  return answers;
                });
        HostLink link =
            new HostLink(
                config(peer).build(), (key, answer) -> late.add(key + " " + answer.text(39)))) {
      assertThat(ask(link, 1)).isEqualTo(Outcome.sent(Cause.CONNECTION_LOST));
      assertThat(late).isEmpty();

      assertThat(ask(link, 2).reply()).isNotNull();

      assertThat(late).containsExactly(HostBench.key(1) + " 00");
    }
  }

  @Test
  void listenerThatFails_doesNotHarmTheLink() throws Exception {
    try (PeerHost peer =
            PeerHost.plain(
                USUAL,
                question ->
                    List.of(
                        IsoMessage.of("0620").set(11, "000009").build(),
                        PeerHost.approve(question).get(0)));
        HostLink link =
            new HostLink(
                config(peer)
                    .onUnmatched(
                        message -> {
                          throw new IllegalStateException("broken listener");
                        })
                    .build())) {
      assertThat(ask(link, 1).reply()).isNotNull();
      assertThat(ask(link, 2).reply()).isNotNull();
    }
  }

  /** Bytes added up: a code that only a test would use. */
  private static MessageMac sum(int key) {
    return new MessageMac() {
      @Override
      public byte[] generate(IsoMessage message, byte[] bytes) {
        byte[] code = new byte[LENGTH];
        code[0] = (byte) key;
        for (int i = 0; i < bytes.length; i++) {
          code[i % LENGTH] += bytes[i];
        }
        return code;
      }

      @Override
      public boolean verify(IsoMessage message, byte[] bytes, byte[] mac) {
        return MessageDigest.isEqual(generate(message, bytes), mac);
      }
    };
  }

  @Test
  void codes_areOnWhatMovesMoney_andChecked() throws Exception {
    Wire wire = new Wire(MessageSpec.ascii1987(), Framing.binary(), sum(1));
    try (PeerHost peer = PeerHost.plain(wire, PeerHost::approve);
        HostLink link = new HostLink(config(peer).mac(sum(1)).build())) {
      Outcome outcome = ask(link, 1);

      assertThat(answer(outcome).has(64)).isTrue();
      assertThat(peer.asked.get(0).numbers()).doesNotContain(64, 128);
      assertThat(peer.asked.get(1).bytes(64)).isPresent();
    }
  }

  @Test
  void answerWithAWrongCode_isGarbage_andItsConnectionIsLost() throws Exception {
    Wire none = new Wire(MessageSpec.ascii1987(), Framing.binary(), null);
    IsoMessage forged =
        PeerHost.approve(question(1)).get(0).toBuilder().set(64, new byte[8]).build();
    try (PeerHost peer =
            PeerHost.plain(
                none,
                question ->
                    question.mti().equals("0200") ? List.of(forged) : PeerHost.approve(question));
        HostLink link = new HostLink(config(peer).mac(sum(1)).build())) {
      assertThat(ask(link, 1)).isEqualTo(Outcome.sent(Cause.GARBLED));
      assertThat(ask(link, 2)).isEqualTo(Outcome.sent(Cause.GARBLED));
      assertThat(peer.connections()).isEqualTo(2);
    }
  }

  @Test
  void silence_isBrokenByAnEcho_andADeadConnectionIsLostBeforeItIsNeeded() throws Exception {
    List<String> codes = Collections.synchronizedList(new ArrayList<>());
    try (PeerHost peer =
            PeerHost.plain(
                USUAL,
                question -> {
                  codes.add(question.text(70));
                  return codes.size() == 5 ? List.of() : PeerHost.approve(question);
                });
        HostLink link =
            new HostLink(
                config(peer)
                    .networkCodes("061", "270")
                    .connectDeadline(Duration.ofMillis(500))
                    .echoAfter(Duration.ofMillis(20))
                    .build())) {
      assertThat(ask(link, 1).reply()).isNotNull();

      eventually(() -> codes.size() >= 5 && peer.open() == 0);
      assertThat(codes.subList(0, 5)).containsExactly("061", "", "270", "270", "270");
      assertThat(peer.connections()).isEqualTo(1);
      assertThat(ask(link, 2).reply()).isNotNull();
      assertThat(peer.connections()).isEqualTo(2);
    }
  }

  @Test
  void misuse_isRefusedAtOnce() throws Exception {
    try (PeerHost peer = PeerHost.plain(USUAL, PeerHost::approve)) {
      assertThatIllegalArgumentException().isThrownBy(() -> config(peer).correlation());
      assertThatIllegalArgumentException().isThrownBy(() -> config(peer).correlation(1));
      assertThatIllegalArgumentException().isThrownBy(() -> config(peer).correlation(129));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> config(peer).correlation(2, 3, 4, 5, 6, 7, 8, 9, 10));
      assertThatIllegalArgumentException().isThrownBy(() -> config(peer).networkCodes("1", "301"));
      assertThatIllegalArgumentException().isThrownBy(() -> config(peer).echoAfter(Duration.ZERO));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> config(peer).signOn(false).echoAfter(Duration.ofSeconds(1)).build());
    }
    assertThat(Arrays.asList(Correlation.USUAL.toArray())).containsExactly(7, 11, 41);
  }
}
