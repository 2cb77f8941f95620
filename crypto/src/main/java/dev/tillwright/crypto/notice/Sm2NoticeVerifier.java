package dev.tillwright.crypto.notice;

import dev.tillwright.core.host.wallet.NoticeVerifier;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * Verifies signatures SM3withSM2 on the curve sm2p256v1 (GB/T 32918.2 and .5), as wallets make them
 * where the shop chose Chinese national algorithms: {@code WECHATPAY2-SM2-WITH-SM3}, and Alipay's
 * sign type SM2. Signatures are in DER, as there.
 *
 * <p><b>Guarantee.</b> What cannot be verified for any reason is {@code false}.
 *
 * <p>Immutable; for any number of threads.
 */
public final class Sm2NoticeVerifier implements NoticeVerifier {
  /** Who signs, as both wallets and GB/T 35276 say when nobody says otherwise. */
  private static final byte[] SIGNER = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

  private static final ECDomainParameters CURVE = curve();
  private static final int MAX_SIGNATURE = 80;

  private final Map<String, ECPublicKeyParameters> keys;

  private Sm2NoticeVerifier(Map<String, ECPublicKeyParameters> keys) {
    this.keys = Map.copyOf(keys);
  }

  /**
   * By keys with names, such as the serial numbers of the wallet's certificates; one that is not
   * known verifies nothing. A key with the empty name serves where the wallet does not say which.
   *
   * @param keys points of the curve: 65 bytes beginning with 04, or 33 that begin with 02 or 03
   * @throws IllegalArgumentException when one is no point of the curve
   */
  public static Sm2NoticeVerifier of(Map<String, byte[]> keys) {
    Map<String, ECPublicKeyParameters> read = new HashMap<>();
    keys.forEach(
        (name, point) ->
            read.put(name, new ECPublicKeyParameters(CURVE.getCurve().decodePoint(point), CURVE)));
    return new Sm2NoticeVerifier(read);
  }

  @Override
  public boolean verify(String keyId, byte[] message, byte[] signature) {
    ECPublicKeyParameters key = keys.get(keyId);
    if (key == null || signature.length > MAX_SIGNATURE) {
      return false;
    }
    SM2Signer signer = new SM2Signer();
    signer.init(false, new ParametersWithID(key, SIGNER));
    signer.update(message, 0, message.length);
    return signer.verifySignature(signature);
  }

  private static ECDomainParameters curve() {
    X9ECParameters named = CustomNamedCurves.getByName("sm2p256v1");
    return new ECDomainParameters(named.getCurve(), named.getG(), named.getN(), named.getH());
  }

  /** How many keys there are. */
  @Override
  public String toString() {
    return "Sm2NoticeVerifier[" + keys.size() + "]";
  }
}
