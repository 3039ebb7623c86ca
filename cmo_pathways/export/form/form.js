// The feedback form: counts what is answered, seals the answers, and saves them as a file. No request, no storage.
"use strict";
(() => {
  const invitation = JSON.parse(document.getElementById("invitation").textContent);
  const form = document.getElementById("form");
  const bar = document.getElementById("bar"), count = document.getElementById("count");
  const missing = document.getElementById("missing"), saved = document.getElementById("saved");
  const byHand = document.getElementById("by-hand"), text = document.getElementById("text");
  const BLOCK = 4096; // [bytes] the answers are filled up to a multiple, so that their size tells nothing
  const response = hex(nacl.randomBytes(16));
  let revision = 0, unsaved = false;

  function hex(bytes) { return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(""); }
  function utf8(string) { return new TextEncoder().encode(string); }
  function base64(bytes) {
    let binary = "";
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return btoa(binary);
  }
  function bytesOf(string) { return Uint8Array.from(atob(string), (letter) => letter.charCodeAt(0)); }
  function joined(...parts) {
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) { all.set(part, at); at += part.length; }
    return all;
  }
  // HMAC with SHA-512 (RFC 2104); a token of 32 bytes is shorter than the block of 128.
  function hmac(key, message) {
    const padded = joined(key, new Uint8Array(128 - key.length));
    return nacl.hash(joined(padded.map((b) => b ^ 0x5c), nacl.hash(joined(padded.map((b) => b ^ 0x36), message))));
  }

  const chosen = (id) => form.elements[`q-${id}`].value;
  const open = () => invitation.competencies.filter((id) => chosen(id) === "");
  function paint() {
    const left = open(), total = invitation.competencies.length, done = total - left.length;
    [...bar.children].forEach((step, at) => step.classList.toggle("done", chosen(invitation.competencies[at]) !== ""));
    bar.setAttribute("aria-valuenow", done);
    bar.setAttribute("aria-valuetext", `${done} of ${total} answered`);
    const minutes = Math.max(1, Math.round((left.length * invitation.seconds.each + invitation.seconds.beside) / 60));
    count.textContent = `${done} of ${total} answered, about ${minutes} minute${minutes > 1 ? "s" : ""} left`;
    if (!left.length) missing.hidden = true;
  }

  function sealed() {
    const answers = {};
    for (const id of invitation.competencies) answers[id] = chosen(id) === "none" ? null : Number(chosen(id));
    const payload = JSON.stringify({
      invitation: invitation.id, response, revision, answers,
      strength: form.elements.strength.value.trim(), suggestion: form.elements.suggestion.value.trim(),
    });
    const mark = base64(hmac(bytesOf(invitation.token), utf8(payload)));
    const content = utf8(JSON.stringify({ payload, mark }));
    const filled = joined(content, new Uint8Array((BLOCK - (content.length % BLOCK)) % BLOCK).fill(32));
    const once = nacl.box.keyPair(), nonce = nacl.randomBytes(24);
    const box = nacl.box(filled, nonce, bytesOf(invitation.to), once.secretKey);
    return JSON.stringify({
      format: invitation.format, version: invitation.version, to: invitation.to, mandate: invitation.mandate,
      key: base64(once.publicKey), nonce: base64(nonce), box: base64(box),
    }, null, 1) + "\n";
  }

  form.addEventListener("input", () => { unsaved = true; paint(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const left = open();
    if (left.length) {
      saved.hidden = true;
      missing.textContent = `${left.length === 1 ? "One question has" : `${left.length} questions have`} no answer yet. Mark a sentence, or "Not observed".`;
      missing.hidden = false;
      form.elements[`q-${left[0]}`][0].focus();
      return;
    }
    revision += 1;
    const file = `answers-${response.slice(0, 8)}.answers`, content = sealed();
    const address = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = file;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    unsaved = false;
    text.value = content;
    byHand.hidden = false;
    saved.textContent = "";
    const lead = document.createElement("b");
    lead.textContent = `Saved as ${file}, where your browser keeps downloads.`;
    saved.append(lead, ` Send this file to ${invitation.recipient}. If you change an answer, save and send again; the last file counts.`);
    saved.hidden = false;
    saved.scrollIntoView({ block: "nearest" });
  });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  paint();
})();
