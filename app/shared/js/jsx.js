/**
 * `jsx` as Reflex's screens call it, without Emotion (8 KB of the first load): `style={…}` in Python arrives as `css`,
 * and ours holds plain properties only, which React writes as they are. frontend.py puts this in Emotion's place.
 */
import { createElement } from "react";

export const jsx = (type, props, ...children) => createElement(type, props?.css ? styled(props) : props, ...children);

const styled = ({ css, style, ...props }) => {
  const nested = Object.keys(css).find((name) => css[name] && typeof css[name] === "object");
  if (nested) throw new TypeError(`style: "${nested}" needs a stylesheet: put it into assets/linju.css`);
  return { ...props, style: { ...css, ...style } };
};
