/** The sale, the journal, the payment and their followers. */
module dev.tillwright.core {
  requires com.fasterxml.jackson.databind;
  requires transitive java.sql;
  requires jdk.jfr;
  requires java.net.http;
  requires static jdk.httpserver;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.tillwright.core;
  exports dev.tillwright.core.access;
  exports dev.tillwright.core.backup;
  exports dev.tillwright.core.basket;
  exports dev.tillwright.core.card;
  exports dev.tillwright.core.catalogue;
  exports dev.tillwright.core.central;
  exports dev.tillwright.core.checkpoint;
  exports dev.tillwright.core.contract;
  exports dev.tillwright.core.csv;
  exports dev.tillwright.core.dispute;
  exports dev.tillwright.core.journal;
  exports dev.tillwright.core.host;
  exports dev.tillwright.core.host.stored;
  exports dev.tillwright.core.host.wallet;
  exports dev.tillwright.core.host.wallet.simulator;
  exports dev.tillwright.core.iso8583;
  exports dev.tillwright.core.json;
  exports dev.tillwright.core.money;
  exports dev.tillwright.core.monitor;
  exports dev.tillwright.core.monitor.flight;
  exports dev.tillwright.core.order;
  exports dev.tillwright.core.order.simulator;
  exports dev.tillwright.core.payment;
  exports dev.tillwright.core.payment.contract;
  exports dev.tillwright.core.qr;
  exports dev.tillwright.core.receipt;
  exports dev.tillwright.core.receipt.invoice;
  exports dev.tillwright.core.reconcile;
  exports dev.tillwright.core.report;
  exports dev.tillwright.core.risk;
  exports dev.tillwright.core.risk.act;
  exports dev.tillwright.core.risk.dry;
  exports dev.tillwright.core.risk.rule;
  exports dev.tillwright.core.risk.window;
  exports dev.tillwright.core.sale;
  exports dev.tillwright.core.settings;
  exports dev.tillwright.core.shared;
  exports dev.tillwright.core.stock;
  exports dev.tillwright.core.store;
  exports dev.tillwright.core.till;
  exports dev.tillwright.core.tlv;
  exports dev.tillwright.core.watch;

  uses dev.tillwright.core.qr.QrMaker;
}
