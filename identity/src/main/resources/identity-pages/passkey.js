"use strict";

// Asks the browser for a passkey and sends what it answered with the page's form.
(() => {
  const form = document.querySelector("form[data-passkey]");
  const status = form.querySelector("[data-passkey-status]");

  const toBytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));

  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  const withIds = (descriptors) =>
    (descriptors || []).map((known) => ({ ...known, id: toBytes(known.id) }));

  const request = () => {
    const options = JSON.parse(form.dataset.options);
    options.challenge = toBytes(options.challenge);
    if (form.dataset.passkey === "create") {
      options.user.id = toBytes(options.user.id);
      options.excludeCredentials = withIds(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options });
    }
    options.allowCredentials = withIds(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  };

  const answer = (credential) => {
    const from = credential.response;
    const response = { clientDataJSON: toText(from.clientDataJSON) };
    if (form.dataset.passkey === "create") {
      response.attestationObject = toText(from.attestationObject);
      response.transports = from.getTransports ? from.getTransports() : [];
    } else {
      response.authenticatorData = toText(from.authenticatorData);
      response.signature = toText(from.signature);
      if (from.userHandle) {
        response.userHandle = toText(from.userHandle);
      }
    }
    return JSON.stringify({
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!window.PublicKeyCredential) {
      status.textContent = "This browser knows no passkeys.";
      return;
    }
    status.textContent = "Waiting for your device or security key …";
    try {
      form.elements.answer.value = answer(await request());
      form.submit();
    } catch {
      status.textContent = "The passkey was not used. You can try again.";
    }
  });
})();
