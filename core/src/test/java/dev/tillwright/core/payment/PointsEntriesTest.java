package dev.tillwright.core.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.json.JsonException;
import dev.tillwright.core.sale.SaleId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PointsEntriesTest {
  private static final String ZEROS = "0".repeat(64);
  private static final SaleId SALE = new SaleId("till-01", 3, 17);

  private static Entry entry(Draft draft) {
    return new Entry("till-01", 1, 1, Instant.EPOCH, draft.kind(), draft.payload(), ZEROS, ZEROS);
  }

  @Test
  void held_isReadAsWritten() {
    Draft draft = PointsEntries.held("till-01/3/42", SALE, "m-1", 500);
    assertThat(draft.payload())
        .isEqualTo(
            "{\"hold\":\"till-01/3/42\",\"sale\":\"till-01.3.17\",\"member\":\"m-1\","
                + "\"points\":500}");
    assertThat(PointsEntries.read(entry(draft)))
        .contains(new PointsEntries.Held("till-01/3/42", SALE, "m-1", 500));
  }

  @Test
  void released_isReadAsWritten() {
    Draft draft = PointsEntries.released("till-01/3/42");
    assertThat(draft.payload()).isEqualTo("{\"hold\":\"till-01/3/42\"}");
    assertThat(PointsEntries.read(entry(draft)))
        .contains(new PointsEntries.Released("till-01/3/42"));
  }

  @Test
  void otherKind_isLeftAlone() {
    assertThat(PointsEntries.read(entry(new Draft("till.opened", "{}")))).isEmpty();
  }

  @Test
  void payloadThatIsNotOfItsKind_isRefusedAtThePlace() {
    assertThatThrownBy(() -> PointsEntries.read(entry(new Draft(PointsEntries.HELD, "{}"))))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("/hold");
    assertThatThrownBy(
            () ->
                PointsEntries.read(
                    entry(
                        new Draft(
                            PointsEntries.HELD,
                            "{\"hold\":\"h\",\"sale\":\"x\",\"member\":\"m\",\"points\":0}"))))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("/sale");
    assertThatThrownBy(
            () ->
                PointsEntries.read(
                    entry(
                        new Draft(
                            PointsEntries.HELD,
                            "{\"hold\":\"h\",\"sale\":\"till-01.1.1\",\"member\":\"m\","
                                + "\"points\":0}"))))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith("/points");
    assertThatThrownBy(() -> PointsEntries.held("h", SALE, "m", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
