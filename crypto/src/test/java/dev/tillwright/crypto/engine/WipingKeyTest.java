package dev.tillwright.crypto.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class WipingKeyTest {

  @Test
  void destroy_wipesTheBytesAndRefusesFurtherUse() {
    byte[] bytes = {1, 2, 3, 4};
    WipingKey key = new WipingKey("AES", bytes);
    byte[] copy = key.getEncoded();
    copy[0] = 9;
    assertThat(key.getEncoded()).containsExactly(1, 2, 3, 4);
    assertThat(key.getAlgorithm()).isEqualTo("AES");
    assertThat(key.getFormat()).isEqualTo("RAW");
    key.destroy();
    assertThat(bytes).containsOnly(0);
    assertThat(key.isDestroyed()).isTrue();
    assertThatIllegalStateException().isThrownBy(key::getEncoded);
  }

  @Test
  void key_isNeitherPrintedNorSerialised() throws Exception {
    WipingKey key = new WipingKey("AES", new byte[] {65, 66, 67});
    assertThat(key).hasToString("WipingKey[AES]");
    try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThatThrownBy(() -> out.writeObject(key)).isInstanceOf(NotSerializableException.class);
    }
  }

  @Test
  void equals_comparesTheBytesOfLiveKeys() {
    WipingKey key = new WipingKey("AES", new byte[] {1});
    WipingKey same = new WipingKey("AES", new byte[] {1});
    assertThat(key).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo("AES");
    assertThat(key).isNotEqualTo(new WipingKey("AES", new byte[] {2}));
    assertThat(key).isNotEqualTo(new WipingKey("HmacSHA256", new byte[] {1}));
    same.destroy();
    assertThat(key).isNotEqualTo(same);
  }
}
