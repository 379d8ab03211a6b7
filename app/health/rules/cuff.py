"""What is said when a device that is read over Bluetooth gives no number, or one to look at twice. Pure.

The codes are those of `js/bluetooth/cuff.js` and `frames.js`; a test compares.
"""

from __future__ import annotations

from app.shared.i18n import N_

FAILED: dict[str, str] = {
    "unsupported": N_("这个浏览器连不上仪器，请看着仪器，把数字键入。"),
    "off": N_("蓝牙没有打开。请先打开蓝牙，或者把数字键入。"),
    "no_device": N_("没有选仪器。请先让仪器开机，再试一次，或者把数字键入。"),
    "blocked": N_("浏览器不让连蓝牙。请在设置里允许，或者把数字键入。"),
    "no_connection": N_("没有连上仪器。请靠近一些再试，或者把数字键入。"),
    "gone": N_("仪器断开了，没有收到数字。请再试一次，或者把数字键入。"),
    "timeout": N_("等了两分钟，仪器没有送来数字。请再量一次，或者把数字键入。"),
    "cancelled": N_("已取消。"),
    "short": N_("仪器送来的数据不完整。请再量一次，或者把数字键入。"),
    "garbled": N_("仪器送来的数据不像是人的读数。请看着仪器，把数字键入。"),
    "no_number": N_("仪器这次没有量出来。请坐好，再量一次。"),
    "device": N_("仪器报告了故障。请换一台，或请工作人员看一下。"),
    "sample": N_("血量不够。请换一张试纸，再采一次。"),
    "strip": N_("试纸没有插好，或者不是这台仪器用的。请换一张再试。"),
    "too_hot": N_("仪器太热，量不准。请在阴凉处放一会儿再量。"),
    "too_cold": N_("仪器太冷，量不准。请在室内放一会儿再量。"),
    "pulled": N_("还没有量完，试纸就拔出来了。请换一张再量。"),
    "control": N_("这是质控液的读数，不是血糖，没有记。"),
    "sensor": N_("手指没有夹好。请夹稳、不要动，再量一次。"),
    "empty": N_("仪器里没有读数。请先量一次，再从仪器读。"),
    "refused": N_("仪器没有给出读数。请看着仪器，把数字键入。"),
}

NOTES: dict[str, str] = {
    "moved": N_("仪器说：量的时候手臂动了。请坐稳，再量一次。"),
    "cuff_loose": N_("仪器说：袖带太松。请绑紧一些，再量一次。"),
    "irregular": N_("仪器说：脉搏不太规则。请过几分钟再量一次；常有这种提示，请告诉医生。"),
    "position": N_("仪器说：手臂的位置不对。请把袖带放到和心脏一样高，再量一次。"),
    "pulse_high": N_("仪器说：脉搏超出了它能量的范围，偏快。"),
    "pulse_low": N_("仪器说：脉搏超出了它能量的范围，偏慢。"),
    "battery": N_("仪器快没电了。"),
    "weak": N_("仪器说：信号弱，数字可能不准。请把手捂暖、夹稳，再量一次。"),
    "not_now": N_("仪器上的时间和现在对不上，可能是以前存下的读数。请看一下仪器，数字是不是这一次的。"),
}
