/**
 * The passwords of eight characters and more that lead every published list of leaks, lower-case. Guessing online
 * is slowed to a few tries a minute, so the head of the list is what matters.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `12345678 123456789 1234567890 12345678910 123123123 987654321 87654321 11223344 1122334455 147258369 159753456
  0123456789 123456123 123454321 12341234 12344321 112233445566 789456123 741852963 963852741 102030405060
  password password1 password12 password123 password1234 password! passw0rd p@ssw0rd p@ssword pa55word passwort
  passwort1 motdepasse contraseña contrasena contraseña1 passwords mypassword newpassword yourpassword
  qwertyui qwertyuiop qwerty12 qwerty123 qwerty1234 qwerty12345 qwertz123 qwertzuiop azertyuiop azerty123 1qaz2wsx
  1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y qazwsxedc zaq12wsx zaq1zaq1 q1w2e3r4 q1w2e3r4t5 asdfghjk asdfghjkl asdf1234
  asdfasdf zxcvbnm1 zxcvbnm123 zxcvbnm, abcd1234 abc12345 abc123456 abcdefgh abcdefg1 a1b2c3d4 a1234567 a12345678
  aa123456 aa12345678 iloveyou iloveyou1 iloveyou2 ilovegod ilovejesus princess princess1 sunshine sunshine1
  football football1 baseball baseball1 basketball superman superman1 batman123 starwars starwars1 spiderman
  trustno1 whatever whatever1 welcome1 welcome123 welcome2 letmein1 letmein123 letmein! changeme changeme1
  administrator admin123 admin1234 admin12345 adminadmin root1234 rootroot testtest test1234 test12345 testing123
  user1234 guest123 default1 secret123 topsecret mustang1 corvette maverick mercedes ferrari1 porsche1 michelle
  jennifer jonathan jordan23 victoria charlie1 samantha samsung1 computer computer1 internet internet1 security
  master123 dragon123 monkey123 shadow123 hello123 hello1234 hellohello lovelove loveyou1 fuckyou1 fuckyou123
  asshole1 bullshit blink182 pokemon1 pokemon123 minecraft fortnite killer123 hunter123 liverpool liverpool1
  chelsea1 arsenal1 manchester barcelona juventus chocolate cheese123 butterfly elephant alexander alexandra
  qwer1234 wasd1234 1a2b3c4d 1234qwer 123qweasd 123qwe123 12qwaszx 1qazxsw2 xxxxxxxx zzzzzzzz aaaaaaaa 00000000
  11111111 22222222 33333333 44444444 55555555 66666666 77777777 88888888 99999999 1111111111 0987654321 12121212
  13131313 69696969 01234567 19841984 20202020 google123 facebook facebook1 linkedin linkedin1 dropbox1 kickstarter
  backerkit gamefound waybill1 waybill123 crowdfunding`.split(/\s+/),
);
