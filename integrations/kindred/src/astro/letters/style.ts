/**
 * The look of all letters. Plain rules only: they are inlined into `style` attributes, because mail programs drop style sheets;
 * what stands in `@media` stays in the head for those that keep it. Sizes in px: Outlook knows nothing else.
 */
export const css = `
body { margin: 0; padding: 0; background-color: #f6f1e7; color: #1d1a16; -webkit-text-size-adjust: 100%; }
.preheader { display: none; max-height: 0; max-width: 0; opacity: 0; overflow: hidden; font-size: 1px; line-height: 1px; color: #f6f1e7; mso-hide: all; }
.page { background-color: #f6f1e7; }
.sheet { max-width: 600px; margin: 0 auto; }
.masthead { padding: 36px 24px 12px; font-family: Georgia, 'Times New Roman', serif; font-size: 15px; line-height: 20px; letter-spacing: 0.02em; border-bottom: 1px solid #9a3324; }
.masthead a { color: #9a3324; text-decoration: none; }
.body { padding: 28px 24px 12px; font-family: Georgia, 'Times New Roman', 'Noto Serif CJK TC', 'Songti TC', 'PMingLiU', serif; font-size: 18px; line-height: 29px; color: #1d1a16; }
h1 { margin: 0 0 20px; font-size: 30px; line-height: 36px; font-weight: 400; letter-spacing: -0.01em; }
h2 { margin: 36px 0 12px; font-size: 15px; line-height: 20px; font-weight: 400; color: #9a3324; }
h3 { margin: 0 0 4px; font-size: 21px; line-height: 27px; font-weight: 400; }
p { margin: 0 0 18px; }
a { color: #7a2718; }
blockquote { margin: 0 0 18px; padding: 0 18px; border-inline-start: 2px solid #9a3324; }
ul, ol { margin: 0 0 18px; padding-inline-start: 24px; }
img { max-width: 100%; height: auto; border: 0; }
hr { margin: 30px 0; border: 0; border-top: 1px solid #d8cdb8; }
.entry { margin: 0 0 26px; padding: 0; }
.entry h3 a { color: #1d1a16; text-decoration: underline; text-decoration-color: #9a3324; text-decoration-thickness: 1px; text-underline-offset: 3px; }
.entry p { margin: 0 0 6px; }
.note { font-style: italic; }
.note:lang(zh), .note:lang(ja), .note:lang(ko), .note:lang(ar) { font-style: normal; }
.meta { font-family: Helvetica, Arial, sans-serif; font-size: 13px; line-height: 19px; color: #665c4d; }
.button { display: inline-block; padding: 13px 24px; background-color: #7a2718; color: #ffffff; font-family: Helvetica, Arial, sans-serif; font-size: 16px; line-height: 20px; text-decoration: none; border-radius: 3px; }
.ask { margin: 30px 0 18px; padding: 18px 20px; background-color: #efe6d4; }
.ask p { margin: 0 0 8px; }
.foot { padding: 22px 24px 48px; border-top: 1px solid #d8cdb8; font-family: Helvetica, Arial, sans-serif; font-size: 13px; line-height: 20px; color: #665c4d; }
.foot p { margin: 0 0 8px; }
.foot a { color: #665c4d; }
@media (max-width: 480px) {
  .masthead { padding: 24px 18px 10px !important; }
  .body { padding: 22px 18px 8px !important; font-size: 17px !important; line-height: 27px !important; }
  .foot { padding: 20px 18px 40px !important; }
  h1 { font-size: 26px !important; line-height: 32px !important; }
}
@media (prefers-color-scheme: dark) {
  body, .page { background-color: #191714 !important; }
  .body, .entry h3 a { color: #ece5d8 !important; }
  .masthead, .masthead a, h2 { color: #e0907f !important; }
  .masthead { border-color: #e0907f !important; }
  a { color: #eba797 !important; }
  .button { background-color: #eba797 !important; color: #191714 !important; }
  .ask { background-color: #26221c !important; }
  .meta, .foot, .foot a { color: #b3a893 !important; }
  .foot, hr { border-color: #3a342b !important; }
}
`;
