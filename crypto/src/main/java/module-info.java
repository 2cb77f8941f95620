/** Card protection: keys, tokens, secrets. */
module dev.tillwright.crypto {
  requires transitive dev.tillwright.core;
  requires static transitive org.jspecify;
  requires org.bouncycastle.provider;
  requires static ch.qos.logback.classic;
  requires static ch.qos.logback.core;
  requires static org.apache.logging.log4j;
  requires static org.apache.logging.log4j.core;
  requires static org.slf4j;

  exports dev.tillwright.crypto.dukpt;
  exports dev.tillwright.crypto.emv;
  exports dev.tillwright.crypto.fpe;
  exports dev.tillwright.crypto.key;
  exports dev.tillwright.crypto.keyblock;
  exports dev.tillwright.crypto.mac;
  exports dev.tillwright.crypto.module;
  exports dev.tillwright.crypto.notice;
  exports dev.tillwright.crypto.pin;
  exports dev.tillwright.crypto.scan;
  exports dev.tillwright.crypto.scan.log4j;
  exports dev.tillwright.crypto.scan.logback;
  exports dev.tillwright.crypto.seal;
  exports dev.tillwright.crypto.tls;
  exports dev.tillwright.crypto.token;
}
