package dev.tillwright.crypto.scan.log4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillwright.crypto.scan.PanMasker;
import dev.tillwright.crypto.scan.PanScanner;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.junit.jupiter.api.Test;

/** What appenders behind the policy see when they look into an event's parts. */
@SuppressWarnings("deprecation")
class MaskedPartsTest {
  private static final String VISA = "4012888888881881";
  private static final String MASKED = "************1881";
  private final PanMasker masker = new PanMasker(PanScanner.standard());

  @Test
  void aMessage_hasMaskedParameters_andAMaskedFormat() {
    Object unprintable =
        new Object() {
          @Override
          public String toString() {
            throw new IllegalStateException("no text");
          }
        };
    Message message =
        MaskedMessage.of(
            new ParameterizedMessage("a {} b {} c {} " + VISA, VISA, 42, null), masker);
    assertThat(message.getParameters()).containsExactly(MASKED, "42", null);
    assertThat(message.getFormat()).isEqualTo("a {} b {} c {} " + MASKED);
    assertThat(message.getFormattedMessage())
        .isEqualTo("a " + MASKED + " b 42 c null " + MASKED)
        .isEqualTo(message.toString());
    assertThat(message.getThrowable()).isNull();
    assertThat(
            MaskedMessage.of(new ParameterizedMessage("x {}", unprintable), masker).getParameters())
        .containsExactly("[no text]");
    assertThat(MaskedMessage.of(new ParameterizedMessage("x"), masker).getParameters()).isEmpty();
  }

  @Test
  void aThrowable_isTheSameOneWhenClean_andACopyWithItsPlaceWhenNot() {
    IllegalStateException clean = new IllegalStateException("no number");
    clean.addSuppressed(new IllegalStateException("none here"));
    assertThat(MaskedThrowable.of(clean, masker)).isSameAs(clean);
    clean.addSuppressed(new IllegalStateException("one " + VISA));
    Throwable masked = MaskedThrowable.of(clean, masker);
    assertThat(masked).isNotSameAs(clean).hasToString(clean.toString()).hasMessage("no number");
    assertThat(masked.getStackTrace()).isEqualTo(clean.getStackTrace());
    assertThat(masked.getSuppressed()[1]).hasMessage("one " + MASKED);
  }

  @Test
  void causesBeyondTheDeepest_areLeftOut_andNotTrusted() {
    Throwable chain = new IllegalStateException("deepest " + VISA);
    for (int i = 0; i < 100; i++) {
      chain = new IllegalStateException("link", chain);
    }
    Throwable masked = MaskedThrowable.of(chain, masker);
    int depth = 0;
    Throwable last = masked;
    for (Throwable each = masked; each != null; each = each.getCause()) {
      depth++;
      last = each;
    }
    assertThat(depth).isEqualTo(65);
    assertThat(last.toString()).isEqualTo("java.lang.IllegalStateException [left out]");
    Throwable wide = new IllegalStateException("top");
    Throwable at = wide;
    for (int i = 0; i < 100; i++) {
      Throwable next = new IllegalStateException("link");
      at.addSuppressed(next);
      at = next;
    }
    Throwable copy = MaskedThrowable.of(wide, masker);
    assertThat(copy).isNotSameAs(wide);
    for (int i = 0; i < 64; i++) {
      copy = copy.getSuppressed()[0];
    }
    assertThat(copy.toString()).endsWith("[left out]");
  }

  @Test
  void theStackOfTheThread_isMasked_orEmpty() {
    PanMaskingPolicy policy = PanMaskingPolicy.create(13);
    ThreadContext.push("card " + VISA);
    try {
      LogEvent event =
          policy.rewrite(
              new Log4jLogEvent.Builder()
                  .setMessage(new ParameterizedMessage("x"))
                  .setContextStack(ThreadContext.getImmutableStack())
                  .build());
      assertThat(event.getContextStack().asList()).containsExactly("card " + MASKED);
    } finally {
      ThreadContext.clearAll();
    }
    LogEvent bare =
        policy.rewrite(
            new Log4jLogEvent.Builder().setMessage(new ParameterizedMessage("x")).build());
    assertThat(bare.getContextStack().getDepth()).isZero();
    assertThat(policy).hasToString("PanMasking");
  }
}
