package dev.tillwright.crypto.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillwright.core.host.wallet.AlipayDialect;
import dev.tillwright.core.host.wallet.HttpAnswer;
import dev.tillwright.core.host.wallet.NoticeVerdict;
import dev.tillwright.core.host.wallet.RequestSigner;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.junit.jupiter.api.Test;

/**
 * SM2 against the published example: GM/T 0003.5 (GB/T 32918.5), annex A.2, message "message
 * digest", signer 1234567812345678 (G5).
 */
class Sm2NoticeVerifierTest {
  private static final String POINT =
      "04"
          + "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
          + "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13";
  private static final String SECRET =
      "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
  private static final String R =
      "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3";
  private static final String S =
      "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA";
  private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);

  private final Sm2NoticeVerifier verifier =
      Sm2NoticeVerifier.of(Map.of("K1", HexFormat.of().parseHex(POINT)));

  private static byte[] der(String r, String s) throws java.io.IOException {
    ASN1EncodableVector both = new ASN1EncodableVector();
    both.add(new ASN1Integer(new BigInteger(r, 16)));
    both.add(new ASN1Integer(new BigInteger(s, 16)));
    return new DERSequence(both).getEncoded();
  }

  @Test
  void publishedSignature_verifies() throws Exception {
    assertThat(verifier.verify("K1", MESSAGE, der(R, S))).isTrue();
  }

  @Test
  void anyOtherBit_doesNot() throws Exception {
    byte[] good = der(R, S);
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(verifier.verify("K1", MESSAGE, bad)).as("bit " + bit).isFalse();
    }
    for (int bit = 0; bit < MESSAGE.length * 8; bit += 7) {
      byte[] bad = MESSAGE.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(verifier.verify("K1", bad, good)).isFalse();
    }
    assertThat(verifier.verify("K2", MESSAGE, good)).isFalse();
    assertThat(verifier.verify("K1", MESSAGE, new byte[0])).isFalse();
    assertThat(verifier.verify("K1", MESSAGE, new byte[1_000])).isFalse();
  }

  @Test
  void keyThatIsNoPoint_isRefused() {
    byte[] wrong = HexFormat.of().parseHex(POINT);
    wrong[64] ^= 1;
    assertThatThrownBy(() -> Sm2NoticeVerifier.of(Map.of("", wrong)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noticeSignedWithSm2_isGenuine_andForgedOtherwise() throws Exception {
    AlipayDialect dialect =
        AlipayDialect.of(
            URI.create("http://127.0.0.1/"),
            "2021",
            new NoSigner(),
            Sm2NoticeVerifier.of(Map.of("", HexFormat.of().parseHex(POINT))));
    String signed =
        "app_id=2021&notify_id=n1&notify_time=2025-03-03 10:00:00&out_trade_no=S1_a_1_1"
            + "&total_amount=1.00&trade_no=2025030300000001&trade_status=TRADE_SUCCESS";
    String body =
        signed.replace(" ", "+")
            + "&sign_type=SM2&sign="
            + Base64.getUrlEncoder()
                .encodeToString(sign(signed))
                .replace("-", "%2B")
                .replace("_", "%2F")
                .replace("=", "%3D");

    assertThat(dialect.hear(notice(body), Instant.now()).verdict()).isEqualTo(NoticeVerdict.TOLD);
    assertThat(dialect.hear(notice(body.replace("1.00", "9.00")), Instant.now()).verdict())
        .isEqualTo(NoticeVerdict.FORGED);
  }

  private static HttpAnswer notice(String body) {
    return HttpAnswer.of(0, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] sign(String text) throws CryptoException {
    X9ECParameters named = CustomNamedCurves.getByName("sm2p256v1");
    ECDomainParameters curve =
        new ECDomainParameters(named.getCurve(), named.getG(), named.getN(), named.getH());
    SM2Signer signer = new SM2Signer();
    signer.init(
        true,
        new ParametersWithID(
            new ECPrivateKeyParameters(new BigInteger(SECRET, 16), curve),
            "1234567812345678".getBytes(StandardCharsets.US_ASCII)));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    signer.update(bytes, 0, bytes.length);
    return signer.generateSignature();
  }

  private static final class NoSigner implements RequestSigner {
    @Override
    public String algorithm() {
      return "SM3withSM2";
    }

    @Override
    public byte[] sign(byte[] message) {
      return new byte[0];
    }
  }
}
