package dev.tillwright.device.pcsc;

import com.sun.jna.Library;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * The calls of PC/SC (PC/SC Workgroup, part 5, as WinSCard names them). A DWORD is a native long
 * here, a handle is as wide as a pointer, and what is given back stands in bytes whose width {@link
 * PcscAbi} knows.
 */
interface Winscard extends Library {
  int SCOPE_SYSTEM = 2;
  int SHARE_EXCLUSIVE = 1;
  int SHARE_SHARED = 2;
  int PROTOCOL_T0 = 1;
  int PROTOCOL_T1 = 2;
  int LEAVE_CARD = 0;
  int UNPOWER_CARD = 2;

  int STATE_UNKNOWN = 0x4;
  int STATE_UNAVAILABLE = 0x8;
  int STATE_PRESENT = 0x20;
  int STATE_MUTE = 0x200;

  int SCardEstablishContext(NativeLong scope, Pointer none, Pointer none2, byte[] context);

  int SCardReleaseContext(Pointer context);

  int SCardCancel(Pointer context);

  int SCardGetStatusChange(Pointer context, NativeLong millis, Pointer states, NativeLong count);

  int SCardListReaders(Pointer context, Pointer groups, byte[] names, byte[] length);

  int SCardConnect(
      Pointer context,
      String reader,
      NativeLong share,
      NativeLong protocols,
      byte[] card,
      byte[] protocol);

  int SCardDisconnect(Pointer card, NativeLong disposition);

  int SCardBeginTransaction(Pointer card);

  int SCardEndTransaction(Pointer card, NativeLong disposition);

  int SCardStatus(
      Pointer card,
      byte[] names,
      byte[] namesLength,
      byte[] state,
      byte[] protocol,
      byte[] atr,
      byte[] atrLength);

  int SCardTransmit(
      Pointer card,
      byte[] protocol,
      byte[] command,
      NativeLong length,
      Pointer none,
      byte[] response,
      byte[] responseLength);
}
