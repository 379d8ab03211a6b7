// A real OpenID provider for tests: node provider.mjs PORT REDIRECT_URI. Its sign-in page takes any name.
import Provider from "oidc-provider";

const [port, redirect] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "linju",
      client_secret: "linju-secret",
      redirect_uris: [redirect],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  pkce: { required: () => true },
  claims: { openid: ["sub"], profile: ["name"] },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, name: `${id} 同志` }) }),
  cookies: { keys: ["only for tests"] },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
